const paths = {
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16.5 16.5L20 20',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  clip: 'M20 11.5l-8 8a5.5 5.5 0 0 1-7.8-7.8l8.3-8.3a3.7 3.7 0 0 1 5.2 5.2l-8.2 8.2a1.8 1.8 0 0 1-2.6-2.6l7.4-7.4',
  send: 'M12 19V5M6 11l6-6 6 6',
  stop: 'M5.5 5.5h13v13h-13z',
  down: 'M12 5v14M6 13l6 6 6-6',
  copy: 'M9 9h10v10H9zM5 15V5h10',
  check: 'M5 13l4 4L19 7',
  pencil: 'M4 20l1-4L16 5l3 3L8 19z',
  again: 'M19 12a7 7 0 1 1-2-5l2 2M19 4v5h-5',
  pin: 'M9 4h6l-1 6 3 3H7l3-3zM12 13v7',
  box: 'M4 7h16v3H4zM6 10v9h12v-9M10 14h4',
  bell: 'M6 16V11a6 6 0 1 1 12 0v5l2 2H4zM10 20h4',
  bellOff: 'M6 16V11a6 6 0 0 1 9-5M18 11v5l2 2H4M10 20h4M4 4l16 16',
  theme: 'M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4',
  tool: 'M14 6a4 4 0 0 0-5 5l-5 5 3 3 5-5a4 4 0 0 0 5-5l-2.5 2.5-2.5-.5-.5-2.5z',
  chat: 'M4 5h16v11H9l-5 4z',
  memory:
    'M12 4c4.4 0 8 1.3 8 3s-3.6 3-8 3-8-1.3-8-3 3.6-3 8-3zM4 7v10c0 1.7 3.6 3 8 3s8-1.3 8-3V7M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3',
  overview: 'M4 13h4l2-7 4 12 2-5h4',
  sessions: 'M4 6h16M4 12h16M4 18h10',
  agents: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 20c1-4 4-6 8-6s7 2 8 6',
  devices: 'M4 5h12v9H4zM2 18h14M18 9h4v9h-4z',
  approvals: 'M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6zM8.5 12l2.5 2.5L15.5 10',
  audit: 'M6 3h12v18H6zM9 8h6M9 12h6M9 16h3',
  logs: 'M4 5h16v14H4zM8 10l3 2-3 2M13 15h4',
  tasks: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 2',
  plugins: 'M9 3v5M15 3v5M6 8h12v4a6 6 0 0 1-12 0zM12 18v3',
  doctor:
    'M12 20s-8-4.6-8-10a4.5 4.5 0 0 1 8-2.8A4.5 4.5 0 0 1 20 10c0 5.4-8 10-8 10zM12 10v5M9.5 12.5h5',
  config: 'M4 8h10M18 8h2M4 16h2M10 16h10M14 6v4M8 14v4',
} as const;

export type IconName = keyof typeof paths;

/** A small picture beside or instead of a text; screen readers pass over it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
