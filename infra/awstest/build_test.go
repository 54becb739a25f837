package awstest

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/md5"
	"encoding/hex"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// deployFlags are the flags of infra/deploy/build.sh.
var deployFlags = []string{"-trimpath", "-buildvcs=false", "-tags=lambda.norpc,nethttpomithttp2",
	"-gcflags=github.com/aws/...=-l", "-gcflags=net/...=-l", "-gcflags=vendor/...=-l", "-gcflags=crypto/tls/...=-l",
	"-gcflags=crypto/x509/...=-l", "-gcflags=html/...=-l", "-gcflags=text/...=-l", "-ldflags=-s -w"}

// TestDeployFlagsAreTheseFlags runs the script with a sam that tells what it was given.
func TestDeployFlagsAreTheseFlags(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "sam"), []byte("#!/bin/sh\necho \"$GOFLAGS\"\n"),
		0o755); err != nil { // to be run
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), "bash", top+"infra/deploy/build.sh")
	command.Env = append(os.Environ(), "PATH="+folder+string(os.PathListSeparator)+os.Getenv("PATH"))
	flags, err := command.Output()
	if want := strings.Join(deployFlags, " "); err != nil || strings.ReplaceAll(strings.TrimSpace(string(flags)), "'",
		"") != want {
		t.Errorf("build.sh builds with other flags than the tests: %s %v", flags, err)
	}
}

// bootstraps keeps what was built, so that the tests share it.
var bootstraps struct {
	sync.Mutex
	folder string
	built  map[string]string
}

func TestMain(m *testing.M) {
	code := m.Run()
	if bootstraps.folder != "" {
		_ = os.RemoveAll(bootstraps.folder) // a folder left in the system's temporary one does no harm
	}
	os.Exit(code)
}

// build builds a package for the architecture as it is deployed and gives the path of the bootstrap.
func build(t testing.TB, path, architecture string) string {
	t.Helper()
	bootstraps.Lock()
	defer bootstraps.Unlock()
	if bootstraps.folder == "" {
		folder, err := os.MkdirTemp("", "bootstraps") //nolint:usetesting // the tests share it
		if err != nil {
			t.Fatal(err)
		}
		bootstraps.folder, bootstraps.built = folder, map[string]string{}
	}
	key := path + " " + architecture
	if bootstraps.built[key] != "" {
		return bootstraps.built[key]
	}
	out := filepath.Join(bootstraps.folder, strings.ReplaceAll(path, "/", "_")+"_"+architecture, "bootstrap")
	command := exec.CommandContext(t.Context(), "go", append(append([]string{"build"}, deployFlags...), "-o", out,
		"./"+path)...)
	command.Dir = top
	command.Env = append(os.Environ(), "GOOS=linux", "GOARCH="+architecture, "CGO_ENABLED=0")
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("build %s: %v\n%s", path, err, output)
	}
	bootstraps.built[key] = out
	return out
}

func buildHere(t testing.TB, path string) string { return build(t, path, runtime.GOARCH) }

// maxZip is what an API function may weigh, in bytes; maxPagesZip is for the pages, which hold every operation and
// html/template, for which the linker keeps every method.
const (
	maxZip      = 3_500_000
	maxPagesZip = 6_400_000
)

// TestZipSize weighs every API function as it is deployed.
func TestZipSize(t *testing.T) {
	api := map[string]bool{}
	for _, route := range parse(t, "template.yaml").Routes() {
		api[route.Function] = true
	}
	for _, folder := range folders(t) {
		size := zipSize(t, build(t, "functions/"+folder+"/lambda", "arm64"))
		t.Logf("%-10s %.2f MB zipped", folder, float64(size)/1e6)
		limit := maxZip
		if folder == "pages" {
			limit = maxPagesZip
		}
		if api[folder] && size > limit {
			t.Errorf("%s: %d bytes zipped, at most %d", folder, size, limit)
		}
	}
}

func zipSize(t testing.TB, path string) int {
	t.Helper()
	var buffer bytes.Buffer
	archive := zip.NewWriter(&buffer)
	archive.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestCompression)
	})
	entry, err := archive.Create("bootstrap")
	if err != nil {
		t.Fatal(err)
	}
	binary, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := entry.Write(binary); err != nil {
		t.Fatal(err)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return buffer.Len()
}

func md5Hex(text string) string {
	sum := md5.Sum([]byte(text))
	return hex.EncodeToString(sum[:])
}
