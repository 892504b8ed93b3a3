import { Options } from '../settings/Options';
import { FIRST_OPTIONS } from '../settings/options-text';
import { own, settingsOf } from '../settings/setting';

export default settingsOf('choice', {
  starts: { options: FIRST_OPTIONS },
  settings: [
    { kind: 'own', key: 'options', Control: own('choice', Options) },
    { kind: 'one_of', key: 'style', values: ['select', 'radio'], fallback: 'select', prefix: 'set.style_' },
  ],
});
