using System.Reflection;
using BenchmarkDotNet.Running;

// dotnet run -c Release --project tests/ModelArts.Sdk.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
