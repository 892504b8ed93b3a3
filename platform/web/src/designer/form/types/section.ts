import { settingsOf } from '../settings/setting';

export default settingsOf('section', {
  settings: [{ kind: 'switch', key: 'collapsed' }],
  hides: ['required', 'readonly', 'unique', 'default', 'placeholder', 'width', 'help'],
});
