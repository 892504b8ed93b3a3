/** What every first page asks for: asked as soon as the server has said who is there, while the page's own files still come. */
import type { QueryClient } from '@tanstack/react-query';
import { matchPath } from 'react-router';
import { APP, isSignedIn, ME } from '@/runtime/queries';

export async function askAhead(queries: QueryClient, pathname: string): Promise<void> {
  if (!(await isSignedIn(queries))) return;
  const app = matchPath('/apps/:app/*', pathname)?.params.app;
  await Promise.all([queries.prefetchQuery(ME), app && queries.prefetchQuery(APP(app))]);
}
