import { settingsOf } from '../settings/setting';

export default settingsOf('department', { settings: [] });
