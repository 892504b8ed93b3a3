import { LimitMembers } from '../settings/LimitMembers';
import { own, settingsOf } from '../settings/setting';

export default settingsOf('member', {
  settings: [{ kind: 'own', key: 'limit', isRare: true, Control: own('member', LimitMembers) }],
});
