import { settingsOf } from '../settings/setting';

export default settingsOf('long_text', {
  settings: [{ kind: 'integer', key: 'max_length', min: 1, max: 20_000, fallback: 20_000 }],
  hides: ['unique'],
});
