/** antd's sheet over the page, which comes when the first one opens: a designer on a PC may do without. */
import type { DrawerProps } from 'antd';
import { late } from '@/ui/late';

const AntDrawer = late(async () => (await import('./AntDrawer')).default);

export function Drawer(props: DrawerProps) {
  return props.open ? <AntDrawer {...props} /> : null;
}
