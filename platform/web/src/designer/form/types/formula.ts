import { FormulaSetting, SpreadSetting } from '../settings/FormulaSetting';
import { own, settingsOf } from '../settings/setting';

export default settingsOf('formula', {
  settings: [
    { kind: 'own', key: 'formula', Control: own('formula', FormulaSetting) },
    { kind: 'one_of', key: 'result', values: ['number', 'money', 'text', 'date', 'switch'], fallback: '', prefix: 'set.result_' },
    { kind: 'integer', key: 'scale', min: 0, max: 6, fallback: 2 },
    { kind: 'own', key: 'spread', hint: 'set.spread_hint', isRare: true, Control: own('formula', SpreadSetting) },
  ],
  hides: ['required', 'readonly', 'unique', 'default', 'placeholder'],
});
