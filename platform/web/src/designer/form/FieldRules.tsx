/** What fields do while a condition holds, in words; each leads to its field. */
import { useWords } from '@/ui/hooks';
import { allFields } from '../lib/all-fields';
import { conditionInWords } from '../lib/condition-words';
import { Labelled } from '../lib/Labelled';
import { useNamed } from '../lib/names';
import { useValueNames } from '../lib/value-names';
import { useT } from '../words';
import { useActions, useDoc } from './context';

const RULES = ['visible_when', 'required_when', 'readonly_when'] as const;

export function FieldRules() {
  const t = useT();
  const words = useWords();
  const doc = useDoc();
  const named = useNamed();
  const nameOf = useValueNames();
  const actions = useActions();
  const name = (field: { label: Parameters<typeof words>[0] }) => words(field.label) || t('canvas.untitled');
  const found = allFields(doc).flatMap(({ path, field, parent }) =>
    RULES.flatMap((rule) => (field[rule] ? [{ path, rule, when: field[rule], called: parent ? `${name(parent)} · ${name(field)}` : name(field) }] : [])),
  );
  return (
    <Labelled name={t('field_rules.title')} hint={t('field_rules.hint')} isGroup>
      {() => (
        <ul className="fd-field-rules">
          {found.map(({ path, rule, when, called }) => (
            <li key={`${path}/${rule}`}>
              <button type="button" title={t('field_rules.go', { name: called, rule: t(`props.${rule}`) })} onClick={() => actions().select(path)}>
                <span>{t('field_rules.when', { when: conditionInWords(when, { named, t, words, nameOf }) })}</span>
                <b>{t(`field_rules.${rule}`, { name: called })}</b>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Labelled>
  );
}
