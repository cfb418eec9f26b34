// Interop reads a log written by @finharbor/evidence with Go's own checksum-database packages.
//
//	interop <public directory> <log vkey> <witness vkey> <older size> <index>...
//
// It verifies the checkpoint's signature and the witness's cosignature, proves each entry and the older tree through
// tlog.TileHashReader, and prints one line of JSON.
package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 5 {
		return errors.New("usage: interop <directory> <log vkey> <witness vkey> <older size> <index>...")
	}
	directory := args[0]
	tree, origin, cosigners, err := openCheckpoint(directory, args[1], args[2])
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, &tileReader{directory})
	older, err := strconv.ParseInt(args[3], 10, 64)
	if err != nil {
		return err
	}
	if err := checkOlderTree(tree, older, hashes); err != nil {
		return err
	}
	records := []string{}
	for _, arg := range args[4:] {
		index, err := strconv.ParseInt(arg, 10, 64)
		if err != nil {
			return err
		}
		record, err := checkRecord(directory, tree, index, hashes)
		if err != nil {
			return err
		}
		records = append(records, string(record))
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]any{
		"origin": origin, "size": tree.N, "root": tree.Hash.String(), "records": records, "cosigners": cosigners,
	})
}

func openCheckpoint(directory, logKey, witnessKey string) (tlog.Tree, string, []string, error) {
	message, err := os.ReadFile(filepath.Join(directory, "checkpoint"))
	if err != nil {
		return tlog.Tree{}, "", nil, err
	}
	log, err := note.NewVerifier(logKey)
	if err != nil {
		return tlog.Tree{}, "", nil, err
	}
	witness, err := newCosignatureVerifier(witnessKey)
	if err != nil {
		return tlog.Tree{}, "", nil, err
	}
	opened, err := note.Open(message, note.VerifierList(log, witness))
	if err != nil {
		return tlog.Tree{}, "", nil, err
	}
	signers := []string{}
	for _, signature := range opened.Sigs {
		signers = append(signers, signature.Name)
	}
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, "", nil, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, lines[0], signers, err
}

func checkOlderTree(tree tlog.Tree, older int64, hashes tlog.HashReader) error {
	root, err := tlog.TreeHash(older, hashes)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveTree(tree.N, older, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, older, root)
}

func checkRecord(directory string, tree tlog.Tree, index int64, hashes tlog.HashReader) ([]byte, error) {
	record, err := readRecord(directory, tree.N, index)
	if err != nil {
		return nil, err
	}
	proof, err := tlog.ProveRecord(tree.N, index, hashes)
	if err != nil {
		return nil, err
	}
	return record, tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(record))
}

func readRecord(directory string, size, index int64) ([]byte, error) {
	bundle := tlog.Tile{H: 8, L: -1, N: index / 256, W: int(min(256, size-index/256*256))}
	data, err := os.ReadFile(filepath.Join(directory, tilePath(bundle)))
	if err != nil {
		return nil, err
	}
	for at := index % 256; ; at-- {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return nil, errors.New("entry bundle is cut short")
		}
		length := int(binary.BigEndian.Uint16(data))
		if at == 0 {
			return data[2 : 2+length], nil
		}
		data = data[2+length:]
	}
}

// tilePath is tlog's path without the height, and with "entries" for "data": c2sp.org/tlog-tiles fixes the height.
func tilePath(tile tlog.Tile) string {
	path := strings.TrimPrefix(tile.Path(), "tile/8/")
	return "tile/" + strings.Replace(path, "data/", "entries/", 1)
}

type tileReader struct{ directory string }

func (r *tileReader) Height() int { return 8 }

func (r *tileReader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	all := [][]byte{}
	for _, tile := range tiles {
		data, err := os.ReadFile(filepath.Join(r.directory, tilePath(tile)))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (r *tileReader) SaveTiles([]tlog.Tile, [][]byte) {}

// cosignatureVerifier checks c2sp.org/tlog-cosignature, which package note does not know.
type cosignatureVerifier struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newCosignatureVerifier(vkey string) (*cosignatureVerifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("malformed witness vkey")
	}
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	if err != nil {
		return nil, err
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 || key[0] != 4 {
		return nil, errors.New("not an Ed25519 cosignature vkey")
	}
	return &cosignatureVerifier{parts[0], uint32(hash), key[1:]}, nil
}

func (v *cosignatureVerifier) Name() string    { return v.name }
func (v *cosignatureVerifier) KeyHash() uint32 { return v.hash }

func (v *cosignatureVerifier) Verify(message, signature []byte) bool {
	if len(signature) != 72 {
		return false
	}
	var signed bytes.Buffer
	fmt.Fprintf(&signed, "cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(signature), message)
	return ed25519.Verify(v.key, signed.Bytes(), signature[8:])
}
