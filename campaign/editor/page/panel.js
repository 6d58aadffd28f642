export function startPanel() {}
