// Command controlplane is a whole Kubernetes control plane in one program: etcd, kube-apiserver,
// kube-controller-manager, kube-scheduler and kubectl, as published in the Go module proxy.
// Which of them it is, is said by the name it is called with (a symbolic link called kubectl) or else by its
// first argument. One program instead of five, because each of them would link most of the same code again.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	kubectl "k8s.io/kubectl/pkg/cmd"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

const etcd = "etcd"

// commands holds a constructor for every program that is built on cobra; etcd parses its arguments itself.
var commands = map[string]func() *cobra.Command{
	"kube-apiserver":          apiserver.NewAPIServerCommand,
	"kube-controller-manager": controllers.NewControllerManagerCommand,
	"kube-scheduler":          func() *cobra.Command { return scheduler.NewSchedulerCommand() },
	"kubectl":                 kubectl.NewDefaultKubectlCommand,
}

// program says which program args ask for, and its arguments with the program's own name in front.
func program(args []string) (string, []string) {
	called := filepath.Base(args[0])
	if _, linked := commands[called]; linked || called == etcd || len(args) < 2 {
		return called, args
	}
	return args[1], args[1:]
}

func main() {
	name, args := program(os.Args)
	os.Args = args // cobra and klog read it
	if name == etcd {
		etcdmain.Main(args)
		return
	}
	command, linked := commands[name]
	if !linked {
		fmt.Fprintf(os.Stderr, "%s: no such program; there are etcd, kube-apiserver, kube-controller-manager, kube-scheduler and kubectl\n", name)
		os.Exit(2)
	}
	os.Exit(cli.Run(command()))
}
