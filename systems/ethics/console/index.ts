export const ethicsScreens = [];
