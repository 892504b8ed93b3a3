import { UniqueColumn } from '../settings/UniqueColumn';
import { own, settingsOf } from '../settings/setting';

export default settingsOf('subform', {
  settings: [
    { kind: 'integer', key: 'min_rows', min: 0, max: 5000, fallback: 0 },
    { kind: 'integer', key: 'max_rows', min: 1, max: 5000, fallback: 500 },
    { kind: 'own', key: 'unique_column', isRare: true, Control: own('subform', UniqueColumn) },
  ],
  hides: ['unique', 'default', 'placeholder', 'width'],
});
