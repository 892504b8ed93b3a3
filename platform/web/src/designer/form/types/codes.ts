import { settingsOf } from '../settings/setting';

export default settingsOf('codes', {
  settings: [
    { kind: 'integer', key: 'max_items', min: 1, max: 5000, fallback: 1000 },
    { kind: 'integer', key: 'max_length', min: 1, max: 200, fallback: 100, isRare: true },
    { kind: 'text', key: 'pattern', hint: 'set.pattern_hint', isRare: true },
  ],
  hides: ['unique'],
});
