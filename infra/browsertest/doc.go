// Package browsertest plays the pages in a real browser, as the people of a site use them. Its tests need Chromium and
// a font with Chinese glyphs, and are built with the tag browser:
//
//	go test -tags browser ./infra/browsertest
//
// With AXE set to the file axe.min.js of the npm package axe-core, every page is also held against its rules.
// With SCREENSHOTS set to a folder, every page that a test looks at is kept there as a picture.
package browsertest
