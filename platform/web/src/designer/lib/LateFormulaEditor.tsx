/** The editor of formulas, which brings a whole text editor along: fetched with the first one. */
import { late } from '@/ui/late';

export const FormulaEditor = late(async () => (await import('./FormulaEditor')).default, () => <div className="fx-loading" />);
