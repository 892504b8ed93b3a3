/** antd's sheet over the page, which comes when the first one opens: a designer on a PC may do without. */
import type { DrawerProps } from 'antd';
import { lazy, Suspense } from 'react';

const AntDrawer = lazy(() => import('./AntDrawer'));

export function Drawer(props: DrawerProps) {
  return <Suspense>{props.open && <AntDrawer {...props} />}</Suspense>;
}
