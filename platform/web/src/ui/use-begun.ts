/** A dialog that begins something new; the address says so (`?new=app`), so that a command can lead to it. */
import { useSearchParams } from 'react-router';

export function useBegun(what: string): [boolean, (is: boolean) => void] {
  const [params, setParams] = useSearchParams();
  const put = (is: boolean) =>
    setParams(
      (now) => {
        if (is) now.set('new', what);
        else now.delete('new');
        return now;
      },
      { replace: true },
    );
  return [params.get('new') === what, put];
}
