package pages

// archiveDone says that a month is archived.
var archiveDone = said{"已归档并签名", "Archived and signed"}
