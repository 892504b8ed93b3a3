import { settingsOf } from '../settings/setting';

export default settingsOf('datetime', { settings: [] });
