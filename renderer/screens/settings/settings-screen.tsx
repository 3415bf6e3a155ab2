/** SettingsScreen */
export const SettingsScreen = () => null
