import { settingsOf } from '../settings/setting';

export default settingsOf('date', {
  settings: [
    { kind: 'text', key: 'min', words: 'set.date_min', hint: 'set.date_hint', isRare: true },
    { kind: 'text', key: 'max', words: 'set.date_max', hint: 'set.date_hint', isRare: true },
  ],
});
