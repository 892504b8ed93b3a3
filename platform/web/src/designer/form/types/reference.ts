import { CopyFields, FormChoice, PickFirst, ReferenceFilter, ShownFields } from '../settings/Reference';
import { own, settingsOf } from '../settings/setting';

export default settingsOf('reference', {
  settings: [
    { kind: 'own', key: 'form', Control: own('reference', FormChoice) },
    { kind: 'own', key: 'copy', hint: 'set.copy_hint', Control: own('reference', CopyFields) },
    { kind: 'own', key: 'filter', hint: 'set.filter_hint', Control: own('reference', ReferenceFilter) },
    { kind: 'own', key: 'pick', hint: 'set.pick_hint', isRare: true, Control: own('reference', PickFirst) },
    { kind: 'own', key: 'show', Control: own('reference', ShownFields) },
  ],
});
