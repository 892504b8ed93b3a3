import { settingsOf } from '../settings/setting';

export default settingsOf('section', {
  settings: [
    { kind: 'one_of', key: 'style', values: ['heading', 'tab'], fallback: 'heading', prefix: 'set.section_', hint: 'set.section_hint' },
    { kind: 'switch', key: 'collapsed' },
  ],
  hides: ['required', 'readonly', 'unique', 'default', 'placeholder', 'width', 'help'],
});
