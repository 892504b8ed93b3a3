/** All functions, searchable, with an example each; a click inserts one. */
import { Input } from 'antd';
import { useState } from 'react';
import { functionSpecs } from '@/core/formula/formula';
import { choose } from '@/core/words';
import { useLanguage } from '@/ui/hooks';
import { useT } from '../words';

export function FormulaHelp({ onInsert }: { onInsert: (name: string) => void }) {
  const t = useT();
  const language = useLanguage();
  const [wanted, setWanted] = useState('');
  const found = functionSpecs.filter((spec) => `${spec.name} ${Object.values(spec.words).join(' ')}`.toLowerCase().includes(wanted.trim().toLowerCase()));
  return (
    <div className="fx-help">
      <Input size="small" autoFocus allowClear value={wanted} placeholder={t('formula.search')} aria-label={t('formula.search')} onChange={(event) => setWanted(event.target.value)} />
      <ul>
        {found.map((spec) => (
          <li key={spec.name}>
            <button type="button" onClick={() => onInsert(spec.name)}>
              <code>
                {spec.name}({choose(spec.arguments, language)})
              </code>
              <span>{choose(spec.words, language)}</span>
              {spec.samples[0] && (
                <small>
                  {spec.samples[0][0]} → {spec.samples[0][1]}
                </small>
              )}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
