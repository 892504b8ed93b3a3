/** The addresses. Each page is its own chunk; while one is fetched, the page before stays. */
import { lazy, Suspense, useEffect, useLayoutEffect, useState, useTransition, type ComponentType } from 'react';
import { matchRoutes, Navigate, Router, useLocation, useRoutes, type RouteObject } from 'react-router';
import { PageIsComing } from '@/ui/Busy';
import { late } from '@/ui/late';
import { Boundary, Failed, Loading } from '@/ui/notice';
import { current, listen, navigator } from './addresses';
import PAGES from './pages.json';
import { Shell } from './Shell';

/** A page, and what stands on it at once but lies in a file of its own: the two come together. */
export type PageComponent = ComponentType & { needs?: (pathname: string) => Promise<unknown> | undefined };

/** Each is a chunk of its own; which address it has stands in `pages.json`, which the server reads too: it tells the browser of a page's files with the first bytes. */
const FILES = import.meta.glob<Record<string, PageComponent>>(['/src/{shell,runtime}/**/*Page.tsx', '/src/shell/{AppHome,DesignHome}.tsx']);

/** Until a page is drawn there is none that could stay: the first comes without Suspense, which would hold it back. */
let isFirst = true;

/** A page that does not come, usually because a new release replaced its file, says so in its place and is asked for again by whoever comes back. */
function page(file: string): Pick<RouteObject, 'element' | 'handle'> {
  const load = FILES[`/src/${file}.tsx`];
  if (!load) throw new Error(`No page ${file}`);
  const name = file.slice(file.lastIndexOf('/') + 1);
  const fetched = () => {
    const wanted = ahead(() => whole(load, name).catch(missing));
    return { wanted, First: late(wanted, Loading), Next: lazy(async () => ({ default: await wanted() })) };
  };
  const missing = (error: unknown): ComponentType => () => <Missing error={error} onGone={again} />;
  let now = fetched();
  const again = () => {
    now = fetched();
  };
  const Page = () => {
    const [Shown] = useState(() => (isFirst ? now.First : now.Next));
    return <Shown />;
  };
  return { element: <Page />, handle: () => void now.wanted() };
}

async function whole(load: () => Promise<Record<string, PageComponent>>, name: string): Promise<ComponentType> {
  const Page = (await load())[name];
  if (!Page) throw new Error(`No ${name} in its file`);
  await Page.needs?.(current().location.pathname);
  return () => <Shown of={Page} />;
}

function Shown({ of: Page }: { of: ComponentType }) {
  useEffect(() => {
    isFirst = false;
  }, []);
  return <Page />;
}

/** Asked once, however often. */
function ahead<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= ask());
}

function Missing({ error, onGone }: { error: unknown; onGone: () => void }) {
  useEffect(() => onGone, [onGone]);
  return <Failed error={error} onRetry={() => window.location.reload()} />;
}

const WITHOUT_FRAME = 'login';

const all = PAGES.map(({ path, page: file }) => ({ path, ...page(file) }));
const ROUTES: RouteObject[] = [
  ...all.filter(({ path }) => path === WITHOUT_FRAME),
  { path: '/', element: <Shell />, children: [...all.filter(({ path }) => path !== WITHOUT_FRAME), { path: '*', ...page('shell/MissingPage') }] },
  { path: '*', element: <Navigate to="/" replace /> },
];

/** The first page is fetched while the server is still asked who is there. */
for (const { route } of matchRoutes(ROUTES, current().location) ?? []) (route.handle as (() => void) | undefined)?.();

/** Where the browser is, and the page of that address. */
export function Pages() {
  const [address, show] = useState(current);
  const [isComing, start] = useTransition();
  useLayoutEffect(() => listen((next) => start(() => show(next))), []);
  return (
    <PageIsComing value={isComing}>
      <Router location={address.location} navigationType={address.action} navigator={navigator}>
        <Page />
      </Router>
    </PageIsComing>
  );
}

function Page() {
  const routes = useRoutes(ROUTES);
  return (
    <Boundary at={useLocation().pathname}>
      <Suspense fallback={<Loading />}>{routes}</Suspense>
    </Boundary>
  );
}
