/** Edits a formula: fields as chips with their labels, completion of fields and functions, the first mistake underlined. */
import { autocompletion, closeBrackets, completionKeymap, startCompletion, type Completion, type CompletionContext } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { Decoration, EditorView, MatchDecorator, ViewPlugin, WidgetType, keymap, placeholder, tooltips, type DecorationSet, type ViewUpdate } from '@codemirror/view';
import { Popover } from 'antd';
import { useEffect, useMemo, useRef } from 'react';
import { functionSpecs } from '@/core/formula/formula';
import { choose } from '@/core/words';
import { useLanguage } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { useT, type T } from '../words';
import { FormulaHelp } from './FormulaHelp';
import { mistakeIn } from './formula-check';
import type { Named } from './names';

interface FormulaEditorProps {
  value: string;
  named: readonly Named[];
  onChange: (value: string) => void;
}

export default function FormulaEditor({ value, named, onChange }: FormulaEditorProps) {
  const t = useT();
  const language = useLanguage();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ named, onChange, t, language });
  latest.current = { named, onChange, t, language };
  useEffect(() => {
    const made = new EditorView({
      parent: host.current!,
      state: EditorState.create({
        doc: value,
        extensions: [
          history(),
          closeBrackets(),
          keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
          EditorView.lineWrapping,
          tooltips({ position: 'fixed', parent: document.body }),
          chips(() => latest.current),
          mistakes(() => latest.current),
          autocompletion({ override: [(context) => completions(context, latest.current)], icons: false, interactionDelay: 0 }),
          placeholder(t('formula.hint')),
          EditorView.contentAttributes.of({ 'aria-label': t('set.formula'), spellcheck: 'false' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
    // The editor owns its text while it lives; another field is another editor (key).
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useFollow(view, value);
  const known = useMemo(() => new Set(named.map((one) => one.path)), [named]);
  const mistake = mistakeIn(value, known, t, language);
  const insert = (text: string, back = 0) => {
    const editor = view.current;
    if (!editor) return;
    const { from, to } = editor.state.selection.main;
    editor.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length - back } });
    editor.focus();
  };
  return (
    <div className="fx">
      <div ref={host} className={mistake ? 'fx-box has-mistake' : 'fx-box'} />
      <div className="fx-tools">
        <button type="button" onClick={() => { insert('{', 0); if (view.current) startCompletion(view.current); }}>
          <Icon name="add" size={12} /> {t('formula.fields')}
        </button>
        <Popover trigger="click" placement="leftTop" content={<FormulaHelp onInsert={(name) => insert(`${name}()`, 1)} />}>
          <button type="button">ƒ {t('formula.functions')}</button>
        </Popover>
      </div>
      {mistake && (
        <div className="fd-error" role="alert">
          {mistake.message}
        </div>
      )}
    </div>
  );
}

/** Undo and other changes from outside reach the editor; its own do not come back. */
function useFollow(view: React.RefObject<EditorView | null>, value: string): void {
  useEffect(() => {
    const editor = view.current;
    const text = editor?.state.doc.toString();
    if (editor && text !== value) editor.dispatch({ changes: { from: 0, to: text!.length, insert: value } });
  }, [view, value]);
}

interface Latest {
  named: readonly Named[];
  t: T;
  language: string;
}

class Chip extends WidgetType {
  constructor(
    readonly label: string,
    readonly isKnown: boolean,
  ) {
    super();
  }
  override eq(other: Chip): boolean {
    return other.label === this.label && other.isKnown === this.isKnown;
  }
  override toDOM(): HTMLElement {
    const chip = document.createElement('span');
    chip.className = this.isKnown ? 'fx-chip' : 'fx-chip is-gone';
    chip.textContent = this.label;
    return chip;
  }
}

/** `{f_x7k2}` is shown as its label and deleted as one. */
function chips(latest: () => Latest) {
  const matcher = new MatchDecorator({
    regexp: /\{\s*([$a-z][a-z0-9_.]*)\s*\}/g,
    decoration: (match) => {
      const { named, t } = latest();
      const found = named.find((one) => one.path === match[1]);
      return Decoration.replace({ widget: new Chip(found?.label ?? t(`system.${match[1]}`, { defaultValue: t('formula.deleted') }), found !== undefined || match[1]!.startsWith('$')) });
    },
  });
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = matcher.createDeco(view);
      }
      update(update: ViewUpdate) {
        this.decorations = matcher.updateDeco(update, this.decorations);
      }
    },
    {
      decorations: (plugin) => plugin.decorations,
      provide: (plugin) => EditorView.atomicRanges.of((view) => view.plugin(plugin)?.decorations ?? Decoration.none),
    },
  );
}

function mistakes(latest: () => Latest) {
  const mark = (view: EditorView): DecorationSet => {
    const { named, t, language } = latest();
    const text = view.state.doc.toString();
    const mistake = mistakeIn(text, new Set(named.map((one) => one.path)), t, language);
    if (!mistake || mistake.to > text.length) return Decoration.none;
    return Decoration.set([Decoration.mark({ class: 'fx-mistake', attributes: { title: mistake.message } }).range(mistake.from, mistake.to)]);
  };
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = mark(view);
      }
      update(update: ViewUpdate) {
        if (update.docChanged) this.decorations = mark(update.view);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

/** After `{` fields only; a word completes to fields by their label and to functions. */
function completions(context: CompletionContext, { named, language }: Latest) {
  const word = context.matchBefore(/\{?[\w\u4e00-\u9fff· ]*$/);
  if (!word || (word.from === word.to && !context.explicit)) return null;
  const isField = word.text.startsWith('{');
  const wanted = word.text.replace(/^\{/, '').trim().toLowerCase();
  const fields = named
    .filter((one) => one.label.toLowerCase().includes(wanted))
    .map((one): Completion => ({ label: one.label, type: 'variable', apply: fieldInsert(one.path) }));
  const functions = isField
    ? []
    : functionSpecs
        .filter((spec) => spec.name.toLowerCase().startsWith(wanted) || choose(spec.words, language).includes(wanted))
        .map((spec): Completion => ({ label: spec.name, detail: choose(spec.words, language), type: 'function', apply: functionInsert(spec.name) }));
  return { from: word.from, filter: false, options: [...fields, ...functions] };
}

type Apply = (view: EditorView, completion: Completion, from: number, to: number) => void;

/** closeBrackets may have put a `}` behind the caret already. */
function fieldInsert(path: string): Apply {
  return (view, _, from, to) => {
    const end = view.state.sliceDoc(to, to + 1) === '}' ? to + 1 : to;
    view.dispatch({ changes: { from, to: end, insert: `{${path}}` }, selection: { anchor: from + path.length + 2 } });
  };
}

function functionInsert(name: string): Apply {
  return (view, _, from, to) => {
    view.dispatch({ changes: { from, to, insert: `${name}()` }, selection: { anchor: from + name.length + 1 } });
  };
}
