using ModelArts.Sdk.Benchmarks.Budget;
using ModelArts.Sdk.Benchmarks.Contenders;
using ModelArts.Sdk.Benchmarks.Network;

InMemoryService n = new();
IContender[] all = [new BareContender(n, InMemoryService.Endpoint), new RefitContender(n, InMemoryService.Endpoint), SdkContender.WithToken(n, InMemoryService.Endpoint), SdkContender.Signed(n, InMemoryService.Endpoint)];
if (args is ["profile", var which, var op])
{
    IContender p = all[int.Parse(which, System.Globalization.CultureInfo.InvariantCulture)];
    foreach (var (type, bytes) in await AllocationProfile.MeasureAsync(op == "get" ? p.GetAsync : op == "create" ? p.CreateAsync : p.ListAsync)) Console.WriteLine($"{bytes,7} {type}");
    return;
}
foreach (IContender c in all)
{
    Console.WriteLine($"{c.Name,-20} get {await AllocationMeter.MeasureAsync(c.GetAsync),6} create {await AllocationMeter.MeasureAsync(c.CreateAsync),6} list {await AllocationMeter.MeasureAsync(c.ListAsync),6}");
}
