/** A formula in words: fields as chips with their labels, never ids. */
import { Fragment } from 'react';
import { useT } from '../words';
import { useFieldNames } from './names';

const REFERENCE = /\{\s*([$a-z][a-z0-9_.]*)\s*\}/g;

export function FormulaWords({ text }: { text: string }) {
  const t = useT();
  const nameOf = useFieldNames();
  const parts = text.split(REFERENCE); // text, path, text, path, …
  return (
    <span className="fd-formula-words">
      {parts.map((part, index) => {
        if (index % 2 === 0) return <Fragment key={index}>{part}</Fragment>;
        const name = nameOf(part);
        return (
          <span key={index} className={name ? 'fx-chip' : 'fx-chip is-gone'}>
            {name ?? t('formula.deleted')}
          </span>
        );
      })}
    </span>
  );
}
