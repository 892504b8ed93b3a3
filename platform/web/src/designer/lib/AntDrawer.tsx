/** The sheet itself, with what it brings. */
export { Drawer as default } from 'antd';
