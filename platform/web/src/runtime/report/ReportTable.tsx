/** The lines of a report. The first column opens the record that a line is about. */
import { useTranslation } from '@/locales/useTranslation';
import { Link } from 'react-router';
import type { Report, ReportColumn, ReportLine } from '@/core/wire';
import { shiftPoint, showNumber } from '@/core/numbers';

interface ReportTableProps {
  app: string;
  report: Report;
  lines: readonly ReportLine[];
}

export function ReportTable({ app, report, lines }: ReportTableProps) {
  return (
    <table aria-label={report.title}>
      <thead>
        <tr>{report.columns.map((column) => <th key={column.id} className={isNumber(column) ? 'num' : undefined}>{column.title}</th>)}</tr>
      </thead>
      <tbody>
        {lines.map((line, at) => <Line key={line.record || at} app={app} report={report} line={line} />)}
      </tbody>
      {report.whole && (
        <tfoot>
          <Line app={app} report={report} line={report.whole} isWhole />
        </tfoot>
      )}
    </table>
  );
}

interface LineProps {
  app: string;
  report: Report;
  line: ReportLine;
  /** All groups together: it says so where their names stand. */
  isWhole?: boolean;
}

function Line({ app, report, line, isWhole = false }: LineProps) {
  const { t } = useTranslation();
  return (
    <tr>
      {report.columns.map((column, at) => (
        <Cell
          key={column.id}
          column={column}
          text={line.cells[column.id] ?? (isWhole && at === 0 ? t('report.whole') : '')}
          to={at === 0 && line.record ? `/apps/${app}/forms/${report.form}/records/${line.record}` : undefined}
        />
      ))}
    </tr>
  );
}

function Cell({ column, text, to }: { column: ReportColumn; text: string; to: string | undefined }) {
  const { t } = useTranslation();
  const shown = column.type === 'switch' && text !== '' ? t(text === 'true' ? 'report.yes' : 'report.no') : numbered(column, text);
  const number = isNumber(column);
  const className = number ? ['num', text.startsWith('-') && 'is-out'].filter(Boolean).join(' ') : 'flow-of report-words';
  return (
    <td className={className} data-label={column.title}>
      {to ? <Link to={to}>{shown || '—'}</Link> : shown}
    </td>
  );
}

const isNumber = (column: ReportColumn) => column.type === 'number' || column.type === 'money';

/** Money and percentages with two digits, so that a column stands in line; quantities as people write them. Errors stay as they are. */
export function numbered(column: ReportColumn, text: string): string {
  if (!isNumber(column) || text === '' || text.startsWith('#')) return text;
  if (column.percent) return `${showNumber(shiftPoint(text, 2), 2)}%`;
  return column.type === 'money' ? showNumber(text, 2) : showNumber(text);
}
