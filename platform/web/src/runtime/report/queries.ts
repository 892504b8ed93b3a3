/** The reads of a report. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import type { Report } from '@/core/wire';

const PAGE_SIZE = 100;

/** Days and parameters somebody asked for; what is not said the report knows itself. */
export type ReportQuery = Readonly<Record<string, string>>;

export function useReport(app: string, report: string, query: ReportQuery) {
  return useInfiniteQuery({
    queryKey: [...keys.reports(app), report, query],
    queryFn: ({ pageParam, signal }) => api.get<Report>(url`/apps/${app}/reports/${report}`, { query: { ...query, limit: PAGE_SIZE, offset: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const read = pages.reduce((sum, page) => sum + page.items.length, 0);
      return read < last.total && last.items.length > 0 ? read : undefined;
    },
    placeholderData: (before) => before,
  });
}
