import { settingsOf } from '../settings/setting';

export default settingsOf('number', {
  settings: [
    { kind: 'integer', key: 'scale', min: 0, max: 6, fallback: 2 },
    { kind: 'text', key: 'unit', hint: 'set.unit_hint' },
    { kind: 'decimal', key: 'min' },
    { kind: 'decimal', key: 'max' },
    { kind: 'switch', key: 'percent', isRare: true },
  ],
});
