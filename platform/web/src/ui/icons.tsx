/** Our own line icons, drawn on a 24 px grid. Beside words they are decoration; alone they need a label. */
import type { SVGProps } from 'react';

const PATHS = {
  add: 'M12 5v14M5 12h14',
  app: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  arrow_left: 'M19 12H5M11 6l-6 6 6 6',
  arrow_right: 'M5 12h14M13 6l6 6-6 6',
  attachment: 'M20 11.5 12 19.4a5 5 0 0 1-7-7L13 4.5a3.3 3.3 0 0 1 4.7 4.7L9.9 17a1.7 1.7 0 0 1-2.4-2.4l7.2-7.1',
  audit: 'M8 4h8v5l-1.5 3h3.5v4H6v-4h3.5L8 9zM5 20h14',
  barcode: 'M4 6v12M7.500 6v12M10 6v12M13.500 6v12M16 6v12M20 6v12',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21.5h4',
  bolt: 'M13 3 5 14h6l-1 7 8-11h-6z',
  branches: 'M6 4v6a4 4 0 0 0 4 4h4a4 4 0 0 1 4 4v2M6 10v10M4 6l2-2 2 2',
  building: 'M4 21V5l8-2v18M12 9h8v12M4 21h17M7.5 8h1M7.5 12h1M7.5 16h1M15.5 13h1M15.5 17h1',
  briefcase: 'M3 8h18v12H3zM9 8V5h6v3M3 13h18',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  calculator: 'M6 3h12v18H6zM9 7h6M9 12h.01M12 12h.01M15 12h.01M9 16h.01M12 16h.01M15 16h.01',
  camera: 'M4 8h4l2-3h4l2 3h4v11H4zM12 10a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7z',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  check_circle: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12.3l2.8 2.8L16 9.5',
  chevron_down: 'm6 9 6 6 6-6',
  chevron_left: 'm15 6-6 6 6 6',
  chevron_right: 'm9 6 6 6-6 6',
  chevron_up: 'm6 15 6-6 6 6',
  chart: 'M4 4v16h16M8 15l3.500-4 3 2.500L20 7',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.500V12l3.5 2',
  coin: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.500 8l3.500 4.500L15.500 8M12 12.500V17M9 13h6M9 15.500h6',
  close: 'M6 6l12 12M18 6 6 18',
  columns: 'M4 5h16v14H4zM9.3 5v14M14.7 5v14',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  paste: 'M9 4h6v3.5H9zM9 5.5H5.5V20h13V5.5H15M9 12h6M9 15.5h4',
  customer: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6',
  delete: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  design: 'M4 20l4-1 11-11-3-3L5 16zM13.5 7.500l3 3',
  download: 'M12 4v11M7 11l5 5 5-5M4 20h16',
  edit: 'M4 20l4-1 11-11-3-3L5 16zM4 20h16',
  empty: 'M4 13l3-8h10l3 8v6H4zM4 13h5l1 2h4l1-2h5',
  error: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8v5M12 16v.5',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  filter: 'M4 5h16l-6 8v6l-4-2v-4z',
  flow: 'M5 4h6v5H5zM13 15h6v5h-6zM8 9v4h8v2',
  form: 'M6 3h12v18H6zM9 8h6M9 12h6M9 16h4',
  flag: 'M5 21V4h13l-2.500 4.500L18 13H5',
  folder: 'M3 6h6l2 2h10v11H3z',
  fullscreen: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  globe: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18',
  grip: 'M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01',
  heart: 'M12 20S4 15 4 9.500A4.300 4.300 0 0 1 12 7.300a4.300 4.300 0 0 1 8 2.200C20 15 12 20 12 20z',
  history: 'M4 12a8 8 0 1 0 3-6.200M4 4v4h4M12 8v4l3 2',
  home: 'M4 11l8-7 8 7v9h-5v-6H9v6H4z',
  inbound: 'M4 14v6h16v-6M12 3v11M8 10l4 4 4-4',
  inclusive: 'M12 3 4 12l8 9 8-9zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  jxc: 'M3 8l9-5 9 5v9l-9 5-9-5zM3 8l9 5 9-5M12 13v9',
  key: 'M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 12l8-8M16 7l3 3',
  ledger: 'M5 3h14v18H5zM9 3v18M12 8h4M12 12h4',
  menu: 'M4 7h16M4 12h16M4 17h16',
  more: 'M5.5 12h.01M12 12h.01M18.5 12h.01',
  outbound: 'M4 14v6h16v-6M12 14V3M8 7l4-4 4 4',
  page: 'M4 4h16v16H4zM8 16v-4M12 16V8M16 16v-6',
  parallel: 'M7 4v16M17 4v16M3.5 8 7 4l3.5 4M13.500 8 17 4l3.500 4',
  play_circle: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM10 8.500v7l5.500-3.500z',
  product: 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8M8 6l8 4',
  receipt: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  refresh: 'M20 12a8 8 0 1 1-2.5-5.800M20 4v4h-4',
  report: 'M4 4h16v16H4zM8 16v-3M12 16V8M16 16v-5',
  repeat: 'M4 11V9a3 3 0 0 1 3-3h12M16 3l3 3-3 3M20 13v2a3 3 0 0 1-3 3H5M8 21l-3-3 3-3',
  save: 'M5 4h11l3 3v13H5zM8 4v5h7V4M8 20v-6h8v6',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 20 20',
  scale: 'M12 4v16M7 20h10M4 7h16M6.500 7 4 13h5zM17.500 7 15 13h5z',
  send: 'M21 3 10 14M21 3l-7 18-4-7-7-4z',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4',
  sign_out: 'M14 4H5v16h9M10 12h10M16 8l4 4-4 4',
  shield: 'M12 3l8 3v6c0 4.500-3.500 7.500-8 9-4.500-1.500-8-4.500-8-9V6zM9 12l2 2 4-4',
  star: 'M12 4l2.4 5 5.6.7-4.1 3.8 1.1 5.5-5-2.8-5 2.8 1.1-5.500L4 9.7 9.6 9z',
  stock: 'M4 9l8-5 8 5v11H4zM8 20v-7h8v7M8 16.500h8',
  store: 'M4 9l1.500-5h13L20 9M4 9a2.700 2.700 0 0 0 5.300 0 2.700 2.700 0 0 0 5.400 0A2.700 2.700 0 0 0 20 9M5 12v8h14v-8M10 20v-5h4v5',
  subflow: 'M4 4h7v6H4zM13 14h7v6h-7zM7.500 10v4.500a2.500 2.500 0 0 0 2.500 2.500h3',
  supplier: 'M3 7h11v9H3zM14 10h4l3 3v3h-7M7 15.500a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM17 15.500a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  task: 'M5 4h14v16H5zM8.5 9.500l1.5 1.5 3-3M8.5 15.500h7',
  template: 'M4 4h16v5H4zM4 12h8v8H4zM15 12h5v8h-5z',
  tool: 'M14.500 6.500a4 4 0 0 1 5-2.500l-2.500 2.500 1 2 2 1L22 7a4 4 0 0 1-5.500 4.500L8 20l-3-3 8.500-8.500a4 4 0 0 1 1-2z',
  trace: 'M6 5a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM18 15a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM8 7h6a3 3 0 0 1 0 6h-4a3 3 0 0 0 0 4h6',
  truck: 'M3 7h11v9H3zM14 10h4l3 3v3h-7M7 15.500a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM17 15.500a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  undo: 'M8 6 4 10l4 4M4 10h10a5 5 0 0 1 0 10h-3',
  upload: 'M12 16V5M7 9l5-5 5 5M4 20h16',
  user: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.500c.6-4 3.6-6 7.5-6s6.9 2 7.5 6',
  users: 'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2.5 20c.5-3.5 3-5.2 6.5-5.200s6 1.7 6.5 5.200M16 5.500a3.3 3.3 0 0 1 0 6.300M18 15c2 .7 3.2 2.4 3.5 5',
  view: 'M4 5h16v4H4zM4 12h16M4 16h16M4 20h10',
  warehouse: 'M3 10l9-6 9 6v10H3zM7 20v-8h10v8M7 16h10',
} as const;

export type IconName = keyof typeof PATHS;

interface IconProps extends Omit<SVGProps<SVGSVGElement>, 'name'> {
  name: IconName;
  size?: number;
}

export function Icon({ name, size = 16, ...rest }: IconProps) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' || name === 'grip' ? 2.6 : 1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none', verticalAlign: '-0.16em' }}
      {...rest}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** An icon named in a document; what we do not have draws the spare one. */
export function NamedIcon({ name, spare = 'form', size }: { name?: string | undefined; spare?: IconName; size?: number }) {
  const known = name !== undefined && name in PATHS ? (name as IconName) : spare; // checked by `in`
  return <Icon name={known} {...(size === undefined ? {} : { size })} />;
}
