package pages

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"sync"
)

//go:embed assets/*
var assetFiles embed.FS

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
