import { settingsOf } from '../settings/setting';

export default settingsOf('attachment', {
  settings: [
    { kind: 'switch', key: 'images_only' },
    { kind: 'integer', key: 'max_files', min: 1, max: 50, fallback: 9 },
    { kind: 'integer', key: 'max_size_mb', words: 'set.max_size', min: 1, max: 200, fallback: 20 },
  ],
  hides: ['unique', 'default', 'placeholder'],
});
