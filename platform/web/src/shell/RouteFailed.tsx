/** A page that could not be loaded: usually a new release replaced its file. */
import { useRouteError } from 'react-router';
import { Failed } from '@/ui/notice';

export function RouteFailed() {
  const error = useRouteError();
  return <Failed error={error} onRetry={() => window.location.reload()} />;
}
