package pages

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"sync"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed assets/*
var assetFiles embed.FS

// templates keeps the parsed pages; each is parsed when it is first shown, so that a function starts without them.
var templates = struct {
	sync.Mutex
	of map[string]*template.Template
}{of: map[string]*template.Template{}}

// sharing lists the further files that a page is made of.
var sharing = map[string][]string{}

// templateOf gives the template of a page within the common frame. It panics for one that is not there or not well
// formed: a test shows every page.
func templateOf(name string) *template.Template {
	templates.Lock()
	defer templates.Unlock()
	if templates.of[name] == nil {
		made := template.New(name).Funcs(template.FuncMap{"asset": assetPath,
			"list":  func(of ...string) []string { return of },
			"about": func(p *page, of any) part { return part{p, of} }})
		files := append([]string{"templates/frame.html", "templates/parts.html", "templates/" + name + ".html"},
			sharing[name]...)
		templates.of[name] = template.Must(made.ParseFS(templateFiles, files...))
	}
	return templates.of[name]
}

// part is what a part that several pages share is given: the page, and what it is about.
type part struct {
	*page
	Of any
}

// version is the same for as long as the assets are, so that browsers may keep them.
var version = sync.OnceValue(func() string {
	sum := sha256.New()
	err := fs.WalkDir(assetFiles, "assets", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := assetFiles.ReadFile(name)
		sum.Write(append([]byte(name+"\x00"), content...))
		return err
	})
	if err != nil {
		panic(err) // the files are part of the program
	}
	return hex.EncodeToString(sum.Sum(nil)[:6])
})

// assetPath gives the address of an asset. It panics for one that does not exist.
func assetPath(name string) string {
	if _, err := fs.Stat(assetFiles, "assets/"+name); err != nil {
		panic(fmt.Sprintf("pages: no asset %s", name))
	}
	return "/assets/" + version() + "/" + name
}

// serveAsset serves a stylesheet, script or picture; an address with another version gets the present one.
func serveAsset(w http.ResponseWriter, r *http.Request) error {
	name := r.PathValue("name")
	content, err := assetFiles.ReadFile(path.Join("assets", path.Base("/"+name)))
	if err != nil {
		return problem("path.unknown")
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	if r.PathValue("version") == version() {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	_, err = w.Write(content)
	return err
}
