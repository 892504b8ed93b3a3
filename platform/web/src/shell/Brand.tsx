/** The sign of the product, and of a person. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#0b6b6b" />
      <g fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round">
        <path d="M5 8c6 0 7 8 13 8M5 16h22M5 24c6 0 7-8 13-8" />
      </g>
    </svg>
  );
}

export function Avatar({ name }: { name: string }) {
  return (
    <span className="avatar" aria-hidden="true" data-letter={name.slice(0, 1)} />
  );
}
