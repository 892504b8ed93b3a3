import { settingsOf } from '../settings/setting';

export default settingsOf('money', {
  settings: [
    { kind: 'integer', key: 'scale', min: 0, max: 6, fallback: 2 },
    { kind: 'text', key: 'currency' },
    { kind: 'decimal', key: 'min' },
    { kind: 'decimal', key: 'max' },
  ],
});
