import { Options } from '../settings/Options';
import { FIRST_OPTIONS } from '../settings/options-text';
import { own, settingsOf } from '../settings/setting';

export default settingsOf('multi_choice', {
  starts: { options: FIRST_OPTIONS },
  settings: [
    { kind: 'own', key: 'options', Control: own('multi_choice', Options) },
    { kind: 'integer', key: 'min_choices', min: 0, max: 500, fallback: 0, isRare: true },
    { kind: 'integer', key: 'max_choices', min: 1, max: 500, fallback: 500, isRare: true },
  ],
  hides: ['unique'],
});
