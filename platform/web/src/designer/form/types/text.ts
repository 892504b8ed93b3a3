import { settingsOf } from '../settings/setting';

export default settingsOf('text', {
  settings: [
    { kind: 'one_of', key: 'format', values: ['none', 'phone', 'email', 'url'], fallback: 'none', prefix: 'set.format_' },
    { kind: 'integer', key: 'max_length', min: 1, max: 2000, fallback: 200 },
    { kind: 'integer', key: 'min_length', min: 0, max: 2000, fallback: 0, isRare: true },
    { kind: 'text', key: 'pattern', hint: 'set.pattern_hint', isRare: true },
  ],
});
