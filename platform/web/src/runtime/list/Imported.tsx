/** What came of an import, and which cells were refused. */
import { useTranslation } from '@/locales/useTranslation';
import type { Job } from '@/core/wire';
import { bring } from '@/locales';
import words from './import.words.json';

bring(words);

interface CellError {
  cell: string;
  column: string;
  message: string;
}

const MOST_SHOWN = 100;

export function Imported({ result }: { result: Job['result'] }) {
  const { t } = useTranslation();
  if (!result || !('created' in result)) return null;
  const errors = (result['errors'] ?? []) as CellError[]; // as the job of the import writes it
  const failed = Number(result['failed'] ?? 0);
  return (
    <>
      <p>{t(failed > 0 ? 'import.some' : 'import.all', { n: Number(result['created']), failed })}</p>
      {errors.length > 0 && (
        <div className="import-errors">
          <table aria-label={t('import.errors')}>
            <thead>
              <tr>
                <th>{t('import.cell')}</th>
                <th>{t('import.column')}</th>
                <th>{t('import.why')}</th>
              </tr>
            </thead>
            <tbody>
              {errors.slice(0, MOST_SHOWN).map((error, i) => (
                <tr key={i}>
                  <td>{error.cell}</td>
                  <td>{error.column}</td>
                  <td>{error.message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
