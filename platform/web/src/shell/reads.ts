/** What was read from the server, kept for all pages. */
import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/core/api';

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
      refetchOnWindowFocus: false,
    },
  },
});
