import { settingsOf } from '../settings/setting';

export default settingsOf('switch', {
  settings: [
    { kind: 'words', key: 'on' },
    { kind: 'words', key: 'off' },
  ],
  hides: ['unique', 'placeholder'],
});
