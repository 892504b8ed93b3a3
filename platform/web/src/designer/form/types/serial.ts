import { SerialParts } from '../settings/SerialParts';
import { own, settingsOf } from '../settings/setting';

export default settingsOf('serial', {
  settings: [{ kind: 'own', key: 'parts', Control: own('serial', SerialParts) }],
  hides: ['required', 'readonly', 'unique', 'default', 'placeholder'],
});
